/** Tells people's own browsers of high alarms (Web Push). Nothing that is told here counts as shown on a screen. */
@NullMarked
package io.dripwatch.pager;

import org.jspecify.annotations.NullMarked;
