package io.dripwatch.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done for devices from the command line. */
@Command(
        name = "device",
        description = "Try what the server makes of a device's messages; give tokens to devices.",
        mixinStandardHelpOptions = true,
        subcommands = {DeviceTryCommand.class, DeviceTokenCommand.class})
final class DeviceCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "expected a sub-command: try or token");
    }
}
