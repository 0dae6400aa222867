/** Tests of the shared words and their code tables. */
@NullMarked
package io.dripwatch.vitals;

import org.jspecify.annotations.NullMarked;
