/** The machines: what one of them said, whether it could be read, and the promise that an acknowledgement makes. */
@NullMarked
package io.dripwatch.device;

import org.jspecify.annotations.NullMarked;
