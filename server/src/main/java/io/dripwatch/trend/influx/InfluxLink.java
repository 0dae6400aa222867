package io.dripwatch.trend.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.InfluxQLQuery;
import com.influxdb.client.domain.InfluxQLQuery.AcceptHeader;
import com.influxdb.client.domain.InfluxQLQuery.InfluxQLPrecision;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import com.influxdb.query.InfluxQLQueryResult;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The connection to InfluxDB: v2 writes and InfluxQL, which 1.8, 2.x and 3.x have in common. Blocks. Any thread. */
final class InfluxLink implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    /** What InfluxDB answers to points that it does not want. */
    private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);

    /** It warns of every answer that is empty. */
    private static final Logger CLIENT = Logger.getLogger("com.influxdb");

    static {
        CLIENT.setLevel(Level.SEVERE);
    }

    private final InfluxTarget target;
    private final InfluxDBClient client;
    private final WriteApiBlocking writing;

    InfluxLink(InfluxTarget target) {
        this.target = target;
        this.client = client(target);
        this.writing = client.getWriteApiBlocking();
    }

    /** The client of InfluxDB's makers, with sockets and patience of ours. */
    static InfluxDBClient client(InfluxTarget target) {
        OkHttpClient.Builder http = new OkHttpClient.Builder()
                .socketFactory(new PromptSockets())
                .connectTimeout(CONNECT)
                .readTimeout(ANSWER)
                .writeTimeout(ANSWER)
                .callTimeout(ANSWER.plus(CONNECT));
        InfluxDBClientOptions.Builder options = InfluxDBClientOptions.builder()
                .url(target.url().toString())
                .org(target.org())
                .bucket(target.bucket())
                .okHttpClient(http);
        String token = target.token();
        if (token != null) {
            options.authenticateToken(token.toCharArray());
        }
        return InfluxDBClientFactory.create(options.build());
    }

    /**
     * Writes lines of line protocol with times in nanoseconds.
     *
     * @throws LinesRefused where InfluxDB does not want one of them, or more; it may have taken the others
     * @throws InfluxAway where it does not answer, or not as InfluxDB does
     */
    void write(List<String> lines) throws LinesRefused, InfluxAway {
        try {
            writing.writeRecord(WritePrecision.NS, String.join("\n", lines));
        } catch (InfluxException e) {
            if (REFUSALS.contains(e.status())) {
                throw new LinesRefused(said(e), e);
            }
            throw new InfluxAway(said(e), e);
        }
    }

    /**
     * Asks in InfluxQL.
     *
     * @return the rows of the answer, of whatever series, times in nanoseconds
     * @throws InfluxAway where it does not answer, or not as InfluxDB does
     */
    List<InfluxQLQueryResult.Series> query(String influxQl) throws InfluxAway {
        try {
            InfluxQLQuery query = new InfluxQLQuery(influxQl, target.database(), AcceptHeader.CSV)
                    .setRetentionPolicy(target.retentionPolicy())
                    .setPrecision(InfluxQLPrecision.NANOSECONDS);
            InfluxQLQueryResult result = client.getInfluxQLQueryApi().query(query);
            return result == null
                    ? List.of()
                    : result.getResults().stream()
                            .flatMap(one -> one.getSeries().stream())
                            .toList();
        } catch (InfluxException e) {
            throw new InfluxAway(said(e), e);
        }
    }

    /** In one line, without the token. */
    static String said(InfluxException e) {
        Throwable cause = e.getCause();
        String said = e.getMessage() == null || e.getMessage().isBlank()
                ? String.valueOf(cause == null ? e : cause)
                : e.getMessage();
        Object error = e.errorBody().get("error");
        return (error == null ? said : error + " (status " + e.status() + ")")
                .lines()
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        client.close();
    }

    /** InfluxDB does not want what was sent to it. */
    static final class LinesRefused extends Exception {
        private static final long serialVersionUID = 1L;

        LinesRefused(String said, @Nullable Throwable cause) {
            super(said, cause);
        }
    }

    /** InfluxDB cannot be reached, or is not well. */
    static final class InfluxAway extends Exception {
        private static final long serialVersionUID = 1L;

        InfluxAway(String said, @Nullable Throwable cause) {
            super(said, cause);
        }
    }
}
