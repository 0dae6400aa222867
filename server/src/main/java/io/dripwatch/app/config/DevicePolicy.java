package io.dripwatch.app.config;

import io.dripwatch.device.DoorLimits;
import io.dripwatch.device.json.Templates;
import java.util.Set;
import java.util.TreeSet;

/**
 * What holds for all devices, whatever they speak.
 *
 * @param limits what each listener bears
 * @param tokensOverHttp whether those that push JSON must prove who they are
 * @param tokensOverMqtt whether publishers must
 * @param gateways names of those that speak for other devices, too
 * @param templates of messages that are not in our own shape
 */
public record DevicePolicy(
        DoorLimits limits, boolean tokensOverHttp, boolean tokensOverMqtt, Set<String> gateways, Templates templates) {
    public DevicePolicy {
        gateways = Set.copyOf(gateways);
    }

    /** For whoever checks a configuration. */
    public String sentence() {
        return "tokens are " + word(tokensOverHttp) + " over HTTP and " + word(tokensOverMqtt) + " over MQTT, "
                + (gateways.isEmpty()
                        ? "nobody speaks for others"
                        : String.join(", ", new TreeSet<>(gateways)) + " may speak for others");
    }

    private static String word(boolean required) {
        return required ? "required" : "optional";
    }
}
