package io.dripwatch.trend.influx;

import com.influxdb.client.BucketsQuery;
import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.OrganizationsQuery;
import com.influxdb.client.TasksQuery;
import com.influxdb.client.domain.Bucket;
import com.influxdb.client.domain.BucketRetentionRules;
import com.influxdb.client.domain.Organization;
import com.influxdb.client.domain.PostBucketRequest;
import com.influxdb.client.domain.Task;
import com.influxdb.client.domain.TaskCreateRequest;
import com.influxdb.client.domain.TaskStatusType;
import com.influxdb.client.domain.TaskUpdateRequest;
import com.influxdb.client.service.DbrPsService;
import com.influxdb.exceptions.InfluxException;
import com.influxdb.exceptions.NotFoundException;
import io.dripwatch.trend.HistoryUnavailable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prepares an InfluxDB 2.x: a bucket for raw readings and one for minutes, the names by which InfluxQL finds both, and
 * a task that makes the minutes.
 */
final class BucketSetup {
    private final InfluxTarget target;
    private final @Nullable Duration retention;

    BucketSetup(InfluxTarget target, @Nullable Duration retention) {
        this.target = target;
        this.retention = retention;
    }

    List<String> run() {
        try (InfluxDBClient client = InfluxLink.client(target)) {
            String organization = organization(client);
            String raw = bucket(client, organization, target.bucket(), seconds(retention));
            String minutes = bucket(client, organization, minutes(), 0);
            InfluxQlNames names =
                    new InfluxQlNames(client.getService(DbrPsService.class), organization, target.database());
            names.have(target.policy(), raw, true);
            names.have(InfluxTarget.MINUTES, minutes, false);
            task(client, organization);
            return List.of(
                    "raw readings are kept " + InfluxSetup.kept(retention) + " in the bucket " + target.bucket(),
                    "InfluxQL finds them as " + target.database() + "/" + target.policy(),
                    "minutes are made of them and kept for ever in the bucket " + minutes());
        } catch (InfluxException e) {
            throw new HistoryUnavailable(
                    "InfluxDB at " + target.url() + " cannot be prepared: " + InfluxLink.said(e), e);
        }
    }

    private String minutes() {
        return target.database() + "/" + InfluxTarget.MINUTES;
    }

    private String organization(InfluxDBClient client) {
        OrganizationsQuery query = new OrganizationsQuery();
        query.setOrg(target.org());
        try {
            List<Organization> found = client.getOrganizationsApi().findOrganizations(query);
            if (!found.isEmpty()) {
                return found.get(0).getId();
            }
        } catch (NotFoundException e) {
            throw noOrganization(e);
        }
        throw noOrganization(null);
    }

    private HistoryUnavailable noOrganization(@Nullable Throwable cause) {
        String said = "org: expected an organization of InfluxDB at " + target.url() + " that the token may see, got '"
                + target.org() + "'";
        return cause == null ? new HistoryUnavailable(said) : new HistoryUnavailable(said, cause);
    }

    /** The id of a bucket that keeps for so many seconds, 0 for ever; made, or changed, where it is not so yet. */
    private static String bucket(InfluxDBClient client, String organization, String name, int seconds) {
        BucketRetentionRules rule = new BucketRetentionRules().everySeconds(seconds);
        Bucket there = found(client, organization, name);
        if (there == null) {
            PostBucketRequest wanted = new PostBucketRequest();
            wanted.setOrgID(organization);
            wanted.setName(name);
            wanted.setRetentionRules(List.of(rule));
            return client.getBucketsApi().createBucket(wanted).getId();
        }
        if (seconds(there) != seconds) {
            there.setRetentionRules(List.of(rule));
            client.getBucketsApi().updateBucket(there);
        }
        return there.getId();
    }

    private static @Nullable Bucket found(InfluxDBClient client, String organization, String name) {
        BucketsQuery query = new BucketsQuery();
        query.setOrgID(organization);
        query.setName(name);
        try {
            return client.getBucketsApi().findBuckets(query).stream()
                    .findFirst()
                    .orElse(null);
        } catch (NotFoundException e) {
            return null;
        }
    }

    private static int seconds(Bucket bucket) {
        return bucket.getRetentionRules().stream()
                .mapToInt(BucketRetentionRules::getEverySeconds)
                .findFirst()
                .orElse(0);
    }

    private static int seconds(@Nullable Duration retention) {
        return retention == null ? 0 : (int) Math.min(retention.toSeconds(), Integer.MAX_VALUE);
    }

    private void task(InfluxDBClient client, String organization) {
        MinutesTask minutes = new MinutesTask(target.bucket(), minutes());
        TasksQuery query = new TasksQuery();
        query.setOrgID(organization);
        query.setName(minutes.name());
        List<Task> there = client.getTasksApi().findTasks(query);
        if (there.isEmpty()) {
            TaskCreateRequest wanted = new TaskCreateRequest();
            wanted.setOrgID(organization);
            wanted.setFlux(minutes.flux());
            wanted.setStatus(TaskStatusType.ACTIVE);
            wanted.setDescription("Minutes of what Dripwatch sends");
            client.getTasksApi().createTask(wanted);
        } else {
            TaskUpdateRequest wanted = new TaskUpdateRequest();
            wanted.setFlux(minutes.flux());
            wanted.setStatus(TaskStatusType.ACTIVE);
            client.getTasksApi().updateTask(there.get(0).getId(), wanted);
        }
    }
}
