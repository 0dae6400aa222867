package io.dripwatch.app.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does nothing by itself: one of those that stand below it must be named. */
abstract class CommandFamily implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public final Integer call() {
        throw wrong("expected a sub-command: "
                + String.join(", ", spec.subcommands().keySet()));
    }

    /** Wrong usage, in one sentence. */
    final ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /** The same, and what has led to it. */
    final ParameterException wrong(String sentence, Exception cause) {
        return new ParameterException(spec.commandLine(), sentence, cause);
    }

    /** Where it prints. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Prints a line at once. */
    final void print(String line) {
        out().println(line);
        out().flush();
    }
}
