/** In which language and in which units a site reads what is told to people. */
@NullMarked
package io.dripwatch.wording;

import org.jspecify.annotations.NullMarked;
