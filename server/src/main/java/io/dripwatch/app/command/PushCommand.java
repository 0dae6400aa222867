package io.dripwatch.app.command;

import io.dripwatch.push.embedded.PushTable;
import io.dripwatch.push.embedded.PushTable.Aside;
import io.dripwatch.store.Database;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after the systems that are told what is new in the chart. */
@Command(
        name = "push",
        description = "Show what the systems that are told what is new in the chart did not want.",
        mixinStandardHelpOptions = true)
final class PushCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final SharedDirectory data = new SharedDirectory();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "expected a sub-command: aside");
    }

    @Command(
            name = "aside",
            description = "List what was set aside: when, for whom, what of the chart, and the reason that was given,"
                    + " which may name a patient.",
            mixinStandardHelpOptions = true)
    int aside() throws SQLException {
        PrintWriter out = spec.commandLine().getOut();
        for (Aside aside : PushTable.setAside(Database.existing(data.folder()))) {
            out.println(aside.item().at() + "  " + aside.destination() + "  "
                    + aside.item().name() + "  " + oneLine(aside.item().why()));
        }
        out.flush();
        return 0;
    }

    private static String oneLine(String why) {
        return why.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
