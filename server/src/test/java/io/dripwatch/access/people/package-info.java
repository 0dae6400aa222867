@NullMarked
package io.dripwatch.access.people;

import org.jspecify.annotations.NullMarked;
