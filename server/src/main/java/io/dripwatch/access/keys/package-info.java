/** What devices, programs and screens on the wall show to prove who they are. */
@NullMarked
package io.dripwatch.access.keys;

import org.jspecify.annotations.NullMarked;
