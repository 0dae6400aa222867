package io.dripwatch.app.command;

import io.dripwatch.access.file.FileUnusable;
import io.dripwatch.app.Server;
import io.dripwatch.app.Version;
import io.dripwatch.app.config.ConfigError;
import io.dripwatch.backup.BackupFailed;
import io.dripwatch.store.StoreUnusable;
import io.dripwatch.trend.HistoryUnavailable;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;

/** The command line. Exit codes: 0 well, 2 wrong usage or configuration, 1 anything else. */
@Command(
        name = "dripwatch",
        description = "Watches over people who are receiving an infusion.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Manifest.class,
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            CheckConfigCommand.class,
            ReplayCommand.class,
            BurdenCommand.class,
            DeviceCommand.class,
            UserCommand.class,
            ScreenCommand.class,
            ClientCommand.class,
            RolesCommand.class,
            VerifyRecordCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            SalvageCommand.class,
            HoldCommand.class,
            ExportCommand.class,
            StoreCommand.class,
            PushCommand.class
        })
final class Main {
    private Main() {}

    /** Tells picocli the version. */
    static final class Manifest implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"dripwatch " + Version.text()};
        }
    }

    public static void main(String[] arguments) {
        String[] effective = arguments.length > 0 ? arguments : new String[] {"serve"};
        int exit = commandLine().execute(effective);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, command, parsed) -> {
            PrintWriter err = command.getErr();
            if (failure instanceof ConfigError) {
                err.println("dripwatch: " + failure.getMessage());
                return ExitCode.USAGE;
            }
            if (failure instanceof StoreUnusable
                    || failure instanceof HistoryUnavailable
                    || failure instanceof CommandFailed
                    || failure instanceof BackupFailed
                    || failure instanceof FileUnusable
                    || failure instanceof Server.StartFailed) {
                err.println("dripwatch: " + failure.getMessage());
                return ExitCode.SOFTWARE;
            }
            err.println("dripwatch: something unforeseen happened: " + failure);
            return ExitCode.SOFTWARE;
        });
    }
}
