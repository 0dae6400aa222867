/** How this server shows who it is, and how others show it who they are. */
@NullMarked
package io.dripwatch.access;

import org.jspecify.annotations.NullMarked;
