package io.dripwatch.app.command;

import io.dripwatch.access.Action;
import io.dripwatch.access.Role;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints who may do what. */
@Command(name = "roles", description = "Show who may do what.", mixinStandardHelpOptions = true)
final class RolesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(table());
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** One line for each action, one column for each role. */
    static String table() {
        int width = Arrays.stream(Action.values())
                .mapToInt(action -> action.words().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder(" ".repeat(width));
        for (Role role : Role.values()) {
            text.append("  ").append(role.word());
        }
        text.append('\n');
        for (Action action : Action.values()) {
            StringBuilder line = new StringBuilder(action.words())
                    .append(" ".repeat(width - action.words().length()));
            for (Role role : Role.values()) {
                String cell = action.allows(role) ? "yes" : "-";
                line.append("  ").append(cell).append(" ".repeat(role.word().length() - cell.length()));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
