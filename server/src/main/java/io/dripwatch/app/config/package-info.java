/** What a site writes: the configuration, protocols, source profiles and mapping templates, read strictly from YAML. */
@NullMarked
package io.dripwatch.app.config;

import org.jspecify.annotations.NullMarked;
