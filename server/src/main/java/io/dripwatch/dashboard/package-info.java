/** What the screens are fed and what nurses press. */
@NullMarked
package io.dripwatch.dashboard;

import org.jspecify.annotations.NullMarked;
