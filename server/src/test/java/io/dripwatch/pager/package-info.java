@NullMarked
package io.dripwatch.pager;

import org.jspecify.annotations.NullMarked;
