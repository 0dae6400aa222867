/** SMART Backend Services: programs sign who they are, and get a token that lasts for minutes. */
@NullMarked
package io.dripwatch.access.smart;

import org.jspecify.annotations.NullMarked;
