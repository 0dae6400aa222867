/** The one door of the web port: who comes, what they may do, and how they sign in. */
@NullMarked
package io.dripwatch.access.web;

import org.jspecify.annotations.NullMarked;
