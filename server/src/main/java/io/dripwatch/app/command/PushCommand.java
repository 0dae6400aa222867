package io.dripwatch.app.command;

import io.dripwatch.push.embedded.PushTable;
import io.dripwatch.push.embedded.PushTable.Aside;
import io.dripwatch.store.Database;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks after the systems that are told what is new in the chart. */
@Command(
        name = "push",
        description = "Show what the systems that are told what is new in the chart did not want.",
        mixinStandardHelpOptions = true)
final class PushCommand extends CommandFamily {
    @Mixin
    private final SharedDirectory data = new SharedDirectory();

    @Command(
            name = "aside",
            description = "List what was set aside: when, for whom, what of the chart, and the reason that was given,"
                    + " which may name a patient.",
            mixinStandardHelpOptions = true)
    int aside() throws SQLException {
        for (Aside aside : PushTable.setAside(Database.existing(data.folder()))) {
            print(aside.item().at() + "  " + aside.destination() + "  "
                    + aside.item().name() + "  " + oneLine(aside.item().why()));
        }
        return 0;
    }

    private static String oneLine(String why) {
        return why.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
