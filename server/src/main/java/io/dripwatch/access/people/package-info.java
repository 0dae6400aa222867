/** Who works here: accounts, signing in, and the screens on which they have. */
@NullMarked
package io.dripwatch.access.people;

import org.jspecify.annotations.NullMarked;
