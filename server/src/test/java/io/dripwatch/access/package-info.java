/** Certificates made by the tests themselves. */
@NullMarked
package io.dripwatch.access;

import org.jspecify.annotations.NullMarked;
