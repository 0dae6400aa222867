package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that others wrote speak to a whole server, in its own shapes and in that of a mapping template: whatever was
 * acknowledged stands in the store, once.
 */
@Timeout(240)
final class ForeignClientsIT {
    private static final long PATIENCE_MS = 20_000;
    private static final int SPO2 = 150456;
    private static final int HEART_RATE = 147842;

    private static final String BAND = """
            id: band
            title: Bands that say who they are in their topic
            topics: ["band/{bed}/{name}"]
            device: "{name}"
            place: "INFUSION^^{bed}"
            at: "$.ts"
            readings: [{value: "$.hr", metric: heartRate, unit: /min}]
            """;

    private static final String HL7 = "MSH|^~\\&|SENDER||||20260301100000+0000||ORU^R01^ORU_R01|ID|P|2.6\r"
            + "PID|||SYN-7^^^S||Sample^Sam\rPV1||I|INFUSION^^7\rOBR|1|||182777000^monitoring of patient^SCT\r"
            + "OBX|1|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC||97|%|||||R|||20260301095958+0000\r";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Server server;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("band.yaml"), BAND);
        Path config = Files.writeString(
                folder.resolve("dripwatch.yaml"), "mqtt: {port: 0}\ndevices: {templates: [band.yaml]}\n");
        server = Server.start(
                Settings.of(Config.read(config), folder, folder.resolve("data")).withPorts(0, 0));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The numbers 1, 2, ... of a device, beside whatever others sent. */
    private void isKept(String device, int metric, int... values) throws Exception {
        assertThat(KeptReadings.in(folder.resolve("data")))
                .filteredOn(text -> text.startsWith(device + " "))
                .containsExactlyInAnyOrderElementsOf(IntStream.of(values)
                        .mapToObj(value -> device + " " + metric + " 0 " + value + ".0")
                        .toList());
    }

    private String mqttPort() {
        return Integer.toString(server.mqttPort());
    }

    @Test
    void mosquittoPubOfMqtt311And5() throws Exception {
        String program = ForeignPrograms.debian("mosquitto_pub", "mosquitto-clients");
        int value = 70;
        for (String version : new String[] {"311", "5"}) {
            for (String qos : new String[] {"1", "2"}) {
                String message = "{\"hr\":" + ++value + ",\"ts\":17723555980" + value + "}";
                String printed = ForeignPrograms.runs(
                        program,
                        "-h",
                        "127.0.0.1",
                        "-p",
                        mqttPort(),
                        "-V",
                        version,
                        "-q",
                        qos,
                        "-i",
                        "mosq-" + value,
                        "-t",
                        "band/7/MOSQUITTO",
                        "-m",
                        message);
                assertThat(printed).isEmpty();
            }
        }
        isKept("MOSQUITTO", HEART_RATE, 71, 72, 73, 74);
    }

    @Test
    void mqttJsOfMqtt311And5() throws Exception {
        String printed = ForeignPrograms.node("""
                import mqtt from 'mqtt';
                for (const protocolVersion of [4, 5]) {
                  const client = await mqtt.connectAsync('mqtt://127.0.0.1:' + process.argv[2], {protocolVersion});
                  const send = (qos) => client.publishAsync('band/7/MQTTJS',
                    JSON.stringify({hr: 70 + 2 * protocolVersion + qos, ts: 1772355598000 + protocolVersion + qos}), {qos});
                  await Promise.all([send(1), send(2)]);
                  await client.endAsync();
                }
                console.log('acknowledged');
                """, mqttPort());
        assertThat(printed).isEqualTo("acknowledged");
        isKept("MQTTJS", HEART_RATE, 79, 80, 81, 82);
    }

    @Test
    void nodeHl7Client() throws Exception {
        String printed = ForeignPrograms.node("""
                import Client, { Message } from 'node-hl7-client';
                const client = new Client({host: '127.0.0.1'});
                let sent = 0;
                const send = () => connection.sendMessage(new Message({text: process.argv[3]
                  .replace('|ID|', '|NODE-' + sent + '|').replace('||97|', '||' + (90 + sent) + '|')
                  .replace('095958', '09595' + sent++)}));
                const connection = client.createConnection({port: Number(process.argv[2])}, async (answer) => {
                  const message = answer.getMessage();
                  console.log(message.get('MSA.1').toString() + ' ' + message.get('MSA.2').toString());
                  if (sent === 3) { process.exit(0); }
                  await send();
                });
                connection.on('connect', send);
                """, Integer.toString(server.mllpPort()), HL7.replace("SENDER", "NODE"));
        assertThat(printed.lines()).containsExactly("AA NODE-0", "AA NODE-1", "AA NODE-2");
        isKept("NODE/INFUSION^7", SPO2, 90, 91, 92);
    }

    @Test
    void hapiOfHl7Version2() throws Exception {
        try (HapiContext hapi = new DefaultHapiContext(ValidationContextFactory.noValidation())) {
            Connection client = hapi.newClient("127.0.0.1", server.mllpPort(), false);
            String text = HL7.replace("SENDER", "HAPI");
            String next =
                    text.replace("|ID|", "|NEXT|").replace("||97|", "||96|").replace("095958", "095957");
            for (String sent : List.of(text, text, next)) {
                Message answer = client.getInitiator()
                        .sendAndReceive(hapi.getPipeParser().parse(sent));
                Terser told = new Terser(answer);
                assertThat(told.get("/MSA-1")).isEqualTo("AA");
                assertThat(told.get("/MSA-2")).isEqualTo(sent.equals(next) ? "NEXT" : "ID");
            }
            client.close();
        }
        isKept("HAPI/INFUSION^7", SPO2, 97, 96);
    }

    @Test
    void pahoInOurOwnShapeAndInThatOfTheTemplate() throws Exception {
        try (MqttAsyncClient client =
                new MqttAsyncClient("tcp://127.0.0.1:" + server.mqttPort(), "paho", new MemoryPersistence())) {
            client.connect().waitForCompletion(PATIENCE_MS);
            byte[] own = "{\"device\":\"PAHO\",\"readings\":[{\"metric\":\"heartRate\",\"value\":61}]}"
                    .getBytes(StandardCharsets.UTF_8);
            client.publish("ward/1", own, 1, false).waitForCompletion(PATIENCE_MS);
            isKept("PAHO", HEART_RATE, 61);
            client.publish("band/7/PAHO", "{\"hr\":62}".getBytes(StandardCharsets.UTF_8), 2, false)
                    .waitForCompletion(PATIENCE_MS);
            isKept("PAHO", HEART_RATE, 61, 62);
            client.disconnect().waitForCompletion(PATIENCE_MS);
        }
    }

    @Test
    void curlsWayAndAWebSocketInTheShapeOfTheTemplate() throws Exception {
        String address = "://127.0.0.1:" + server.httpPort() + "/api/v1/readings?topic=band/7/";
        HttpClient http = HttpClient.newHttpClient();
        assertThat(posted(http, "http" + address + "JDK", "{\"hr\":61}").statusCode())
                .isEqualTo(200);
        HttpResponse<String> nothing = posted(http, "http" + address + "JDK", "{\"hr\":null}");
        assertThat(nothing.statusCode())
                .as("that there is no value is no fault")
                .isEqualTo(422);
        assertThat(nothing.body()).contains("NO_VALUE");
        assertThat(posted(http, "http" + address + "JDK", "{\"hr\":\"x\"}").statusCode())
                .isEqualTo(400);
        assertThat(posted(http, "http" + address.replace("band", "bend") + "JDK", "{}")
                        .statusCode())
                .isEqualTo(404);
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws" + address + "JDK"), new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        answer.complete(text.toString());
                        return null;
                    }
                })
                .get(10, TimeUnit.SECONDS);
        socket.sendText("{\"hr\":62}", true).get(10, TimeUnit.SECONDS);
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("{\"kept\":1,\"refused\":[]}");
        socket.abort();
        isKept("JDK", HEART_RATE, 61, 62);
    }

    private static HttpResponse<String> posted(HttpClient http, String address, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
