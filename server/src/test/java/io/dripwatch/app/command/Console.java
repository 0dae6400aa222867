package io.dripwatch.app.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A person at the command line, who sees what a command prints. */
public final class Console {
    private String out = "";
    private String err = "";

    /** Runs a command; gives its exit code. */
    public int run(Object... words) {
        String[] arguments = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            arguments[i] = words[i].toString();
        }
        StringWriter printed = new StringWriter();
        StringWriter complained = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(printed, true)).setErr(new PrintWriter(complained, true));
        int exit = line.execute(arguments);
        out = printed.toString();
        err = complained.toString();
        return exit;
    }

    /** What the last command printed. */
    public String out() {
        return out;
    }

    /** What it complained about. */
    public String err() {
        return err;
    }
}
