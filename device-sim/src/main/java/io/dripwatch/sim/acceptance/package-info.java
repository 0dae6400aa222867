/** The site acceptance test: what a biomedical engineer runs against an installed server before the first patient. */
@NullMarked
package io.dripwatch.sim.acceptance;

import org.jspecify.annotations.NullMarked;
