/** Who sits in which chair on which devices, from when to when; protocol, stage, dose. */
@NullMarked
package io.dripwatch.session;

import org.jspecify.annotations.NullMarked;
