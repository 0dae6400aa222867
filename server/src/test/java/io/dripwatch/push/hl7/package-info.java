@NullMarked
package io.dripwatch.push.hl7;

import org.jspecify.annotations.NullMarked;
