/** Tests of what the provider's tokens say. */
@NullMarked
package io.dripwatch.access.oidc;

import org.jspecify.annotations.NullMarked;
