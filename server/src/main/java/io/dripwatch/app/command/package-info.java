/** The command line: each command in a class of its own, what it reads, and the words it answers with. */
@NullMarked
package io.dripwatch.app.command;

import org.jspecify.annotations.NullMarked;
