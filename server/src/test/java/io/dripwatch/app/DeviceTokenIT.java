package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.app.command.Console;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Devices with tokens at a whole server, and the command that gives and takes them. */
@Timeout(90)
final class DeviceTokenIT {
    private static final String READING = "{\"device\":\"%s\",\"readings\":[{\"metric\":\"spo2\",\"value\":97}]}";

    private final Console console = new Console();
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private @Nullable Server server;

    private Server server(String settings) throws Exception {
        Path file = folder.resolve("dripwatch.yaml");
        Files.writeString(file, settings);
        server = Server.start(
                Settings.of(Config.read(file), folder, data()).withPorts(0, 0).withMqttPort(0));
        return server;
    }

    private Server strict() throws Exception {
        return server("devices: {tokens: {http: required, mqtt: required}, gateways: [GATE-1]}");
    }

    private Path data() {
        return folder.resolve("data");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private String token(String device) {
        assertThat(console.run("device", "token", "add", device, "--data", data()))
                .isZero();
        return console.out().strip();
    }

    private HttpResponse<String> push(Server to, @Nullable String token, String device) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + to.httpPort() + "/api/v1/readings"))
                .POST(HttpRequest.BodyPublishers.ofString(READING.formatted(device)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String metrics(Server of) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + of.httpPort() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private WebSocket connected(Server to, WebSocket.Builder how) throws Exception {
        return how.buildAsync(
                        URI.create("ws://127.0.0.1:" + to.httpPort() + "/api/v1/readings"), new WebSocket.Listener() {
                            @Override
                            public @Nullable CompletionStage<?> onText(
                                    WebSocket socket, CharSequence text, boolean last) {
                                heard.add(text.toString());
                                socket.request(1);
                                return null;
                            }

                            @Override
                            public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
                                heard.add(status + " " + reason);
                                return null;
                            }
                        })
                .get(10, TimeUnit.SECONDS);
    }

    private String heard() throws InterruptedException {
        return String.valueOf(heard.poll(15, TimeUnit.SECONDS));
    }

    private static MqttClient publisher(Server to) throws MqttException {
        MqttClient publisher = new MqttClient("tcp://127.0.0.1:" + to.mqttPort(), "client", new MemoryPersistence());
        publisher.setTimeToWait(10_000);
        return publisher;
    }

    private static MqttConnectOptions as(@Nullable String name, @Nullable String password) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        if (password != null) {
            options.setUserName(name);
            options.setPassword(password.toCharArray());
        }
        return options;
    }

    private static int refused(MqttClient publisher, MqttConnectOptions options) {
        try {
            publisher.connect(options);
            return 0;
        } catch (MqttException e) {
            return e.getReasonCode();
        }
    }

    @Test
    void aDeviceThatPushesShowsItsTokenAndSpeaksForNobodyElse() throws Exception {
        Server strict = strict();
        assertThat(push(strict, null, "BAND-7").statusCode()).isEqualTo(401);
        String token = token("BAND-7");
        HttpResponse<String> known = push(strict, token, "BAND-7");
        while (known.statusCode() == 401) {
            LockSupport.parkNanos(100_000_000);
            known = push(strict, token, "BAND-7");
        }
        assertThat(known.body()).contains("\"kept\":1");
        HttpResponse<String> claimed = push(strict, token, "BAND-8");
        assertThat(claimed.statusCode()).isEqualTo(400);
        assertThat(claimed.body()).contains("OTHER_DEVICE").contains("expected readings of BAND-7");
        HttpResponse<String> wrong = push(strict, token + "x", "BAND-7");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).isEqualTo(push(strict, null, "BAND-7").body());
        assertThat(metrics(strict))
                .contains("dripwatch_refused_total{reason=\"other_device\"} 1")
                .contains("dripwatch_device_tokens 1")
                .contains("dripwatch_readings_total 1");
        assertThat(strict.readyLine()).isNotEmpty();
    }

    @Test
    void aGatewaySpeaksForOthers() throws Exception {
        String token = token("GATE-1");
        Server strict = strict();
        assertThat(push(strict, token, "BAND-8").statusCode()).isEqualTo(200);
    }

    @Test
    void whereATokenIsNotNeededAWrongOneIsRefusedAllTheSame() throws Exception {
        Server lenient = server("{}");
        assertThat(push(lenient, null, "BAND-7").statusCode()).isEqualTo(200);
        assertThat(push(lenient, "drip_wrong", "BAND-7").statusCode()).isEqualTo(401);
        assertThat(metrics(lenient)).contains("dripwatch_connections_refused_total{reason=\"unidentified\"} 1");
        try (MqttClient publisher = publisher(lenient)) {
            assertThat(refused(publisher, as("BAND-7", "drip_wrong"))).isEqualTo(4);
            assertThat(refused(publisher, as(null, null))).isZero();
            publisher.disconnect();
        }
    }

    @Test
    void aWebSocketShowsItsTokenOnceAndEndsWithIt() throws Exception {
        String token = token("BAND-7");
        Server strict = strict();
        assertThatThrownBy(() -> connected(strict, client.newWebSocketBuilder()))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        WebSocket socket = connected(strict, client.newWebSocketBuilder().header("Authorization", "Bearer " + token));
        socket.sendText(READING.formatted("BAND-7"), true).get(10, TimeUnit.SECONDS);
        assertThat(heard()).contains("\"kept\":1");
        socket.sendText(READING.formatted("BAND-8"), true).get(10, TimeUnit.SECONDS);
        assertThat(heard()).contains("OTHER_DEVICE");
        WebSocket page = connected(strict, client.newWebSocketBuilder().subprotocols(token, "dripwatch"));
        assertThat(page.getSubprotocol()).isEqualTo("dripwatch");
        page.abort();

        assertThat(console.run("device", "token", "revoke", "BAND-7", "--data", data()))
                .isZero();
        assertThat(heard()).isEqualTo("1008 the token is at an end");
        assertThat(push(strict, token, "BAND-7").statusCode()).isEqualTo(401);
        assertThat(metrics(strict)).contains("dripwatch_connections_refused_total{reason=\"token_ended\"} 1");
    }

    @Test
    void aPublisherShowsItsTokenAsPasswordAndEndsWithIt() throws Exception {
        String token = token("BAND-7");
        String other = token("BAND-8");
        Server strict = strict();
        try (MqttClient publisher = publisher(strict)) {
            assertThat(refused(publisher, as(null, null))).isEqualTo(5);
            assertThat(refused(publisher, as("BAND-7", other))).isEqualTo(4);
            assertThat(refused(publisher, as("BAND-9", "x"))).isEqualTo(4);
            assertThat(refused(publisher, as("BAND-7", token))).isZero();
            publisher.setCallback(new Ending());
            publisher.publish("t", READING.formatted("BAND-7").getBytes(StandardCharsets.UTF_8), 1, false);
            publisher.publish("t", READING.formatted("BAND-8").getBytes(StandardCharsets.UTF_8), 1, false);
            assertThat(metrics(strict))
                    .contains("dripwatch_readings_total 1")
                    .contains("dripwatch_refused_total{reason=\"other_device\"} 1")
                    .contains("dripwatch_connections_refused_total{reason=\"unidentified\"} 3");
            assertThat(console.run("device", "token", "revoke", "BAND-7", "--data", data()))
                    .isZero();
            assertThat(heard()).isEqualTo("lost");
        }
    }

    private final class Ending implements MqttCallback {
        @Override
        public void connectionLost(Throwable cause) {
            heard.add("lost");
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.add(topic);
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken delivered) {
            assertThat(delivered).isNotNull();
        }
    }

    @Test
    void aPublisherOfMqtt5IsToldTheReason() throws Exception {
        Server strict = strict();
        org.eclipse.paho.mqttv5.client.MqttClient publisher = new org.eclipse.paho.mqttv5.client.MqttClient(
                "tcp://127.0.0.1:" + strict.mqttPort(),
                "client",
                new org.eclipse.paho.mqttv5.client.persist.MemoryPersistence());
        assertThat(refused5(publisher, null)).isEqualTo(0x87);
        assertThat(refused5(publisher, "drip_wrong")).isEqualTo(0x86);
        publisher.close();
    }

    private static int refused5(org.eclipse.paho.mqttv5.client.MqttClient publisher, @Nullable String password) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setUserName("BAND-7");
        options.setPassword(password == null ? null : password.getBytes(StandardCharsets.UTF_8));
        try {
            publisher.connect(options);
            return 0;
        } catch (org.eclipse.paho.mqttv5.common.MqttException e) {
            return e.getReasonCode();
        }
    }
}
