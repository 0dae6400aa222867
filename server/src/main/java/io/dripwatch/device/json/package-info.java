/** Readings as JSON, whatever carries them: our own messages, and those of others by mapping. */
@NullMarked
package io.dripwatch.device.json;

import org.jspecify.annotations.NullMarked;
