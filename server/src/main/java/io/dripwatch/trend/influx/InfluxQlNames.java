package io.dripwatch.trend.influx;

import com.influxdb.client.domain.DBRP;
import com.influxdb.client.domain.DBRPCreate;
import com.influxdb.client.domain.DBRPUpdate;
import com.influxdb.client.service.DbrPsService;
import com.influxdb.exceptions.InfluxException;
import io.dripwatch.trend.HistoryUnavailable;
import java.io.IOException;
import retrofit2.Call;
import retrofit2.Response;

/**
 * The names by which InfluxQL finds the buckets of an InfluxDB 2.x: a database and a policy (DBRP). It makes some up
 * itself, from the names of buckets; those do not say for certain what is meant where no policy is named, so that ours
 * are written down.
 */
final class InfluxQlNames {
    private final DbrPsService names;
    private final String organization;
    private final String database;

    /**
     * The names of a database.
     *
     * @param organization its id
     */
    InfluxQlNames(DbrPsService names, String organization, String database) {
        this.names = names;
        this.organization = organization;
        this.database = database;
    }

    /**
     * Has a policy of the database mean a bucket.
     *
     * @param bucket its id
     * @param usual whether it is meant where no policy is named, too
     * @throws InfluxException where InfluxDB does not want that
     * @throws HistoryUnavailable where the policy means another bucket; one sentence
     */
    void have(String policy, String bucket, boolean usual) {
        DBRP there =
                told(names.getDBRPs(null, organization, null, null, null, null, database, policy)).getContent().stream()
                        .filter(InfluxQlNames::isWritten)
                        .findFirst()
                        .orElse(null);
        if (there == null) {
            DBRPCreate wanted = new DBRPCreate();
            wanted.setOrgID(organization);
            wanted.setBucketID(bucket);
            wanted.setDatabase(database);
            wanted.setRetentionPolicy(policy);
            wanted.setDefault(usual);
            told(names.postDBRP(wanted, null));
        } else if (!bucket.equals(there.getBucketID())) {
            throw new HistoryUnavailable("InfluxQL means another bucket by " + database + "/" + policy
                    + " (" + there.getBucketID()
                    + "): take that name away there (influx v1 dbrp delete), or choose another"
                    + " bucket.");
        } else if (usual && !there.getDefault()) {
            DBRPUpdate wanted = new DBRPUpdate();
            wanted.setDefault(true);
            told(names.patchDBRPID(there.getId(), wanted, null, organization, null));
        }
    }

    /** A name that InfluxDB makes up has the id of its bucket. */
    private static boolean isWritten(DBRP name) {
        return !name.getId().equals(name.getBucketID());
    }

    private static <T> T told(Call<T> call) {
        try {
            Response<T> response = call.execute();
            T body = response.body();
            if (!response.isSuccessful() || body == null) {
                throw new InfluxException(response);
            }
            return body;
        } catch (IOException e) {
            throw new InfluxException(e);
        }
    }
}
