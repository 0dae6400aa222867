/** Whether the server itself is all right: its own technical alarms, its numbers for those who run it. */
@NullMarked
package io.dripwatch.health;

import org.jspecify.annotations.NullMarked;
