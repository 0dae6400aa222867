/** Small files that commands change while a server reads them. */
@NullMarked
package io.dripwatch.access.file;

import org.jspecify.annotations.NullMarked;
