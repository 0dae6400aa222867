/** Signing in at the hospital's OpenID Connect provider: code flow with PKCE, what its tokens say, logging out. */
@NullMarked
package io.dripwatch.access.oidc;

import org.jspecify.annotations.NullMarked;
