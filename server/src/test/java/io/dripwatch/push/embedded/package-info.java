@NullMarked
package io.dripwatch.push.embedded;

import org.jspecify.annotations.NullMarked;
