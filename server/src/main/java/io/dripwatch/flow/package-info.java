/** The journey of a report in order: the one door into a room, and the outlets out of it. */
@NullMarked
package io.dripwatch.flow;

import org.jspecify.annotations.NullMarked;
