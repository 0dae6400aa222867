/** Who may do what: roles, actions and scopes; who asks, and who is told of it. */
@NullMarked
package io.dripwatch.access;

import org.jspecify.annotations.NullMarked;
