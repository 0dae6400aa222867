package io.dripwatch.app.command;

import picocli.CommandLine.Command;

/** What can be done for devices from the command line. */
@Command(
        name = "device",
        description = "Try what the server makes of a device's messages; give tokens to devices.",
        mixinStandardHelpOptions = true,
        subcommands = {DeviceTryCommand.class, DeviceTokenCommand.class})
final class DeviceCommand extends CommandFamily {}
