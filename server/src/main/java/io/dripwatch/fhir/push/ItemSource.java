package io.dripwatch.fhir.push;

import io.dripwatch.fhir.news.Item;
import io.dripwatch.fhir.news.Mark;
import io.dripwatch.fhir.news.News;
import io.dripwatch.push.Slice;
import io.dripwatch.push.Source;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The news of the chart, each as a destination wants it.
 *
 * @param whole whether a new destination gets all that is remembered, or what is new from now on
 * @param telling an item as it is told; null where it is not
 */
record ItemSource<T>(News news, boolean whole, Function<Item, @Nullable T> telling) implements Source<T> {

    @Override
    public String beginning() {
        return (whole ? Mark.BEGINNING : news.end()).text();
    }

    @Override
    public boolean remembers(String mark) {
        return news.remembers(Mark.parse(mark));
    }

    @Override
    public Slice<T> next(String mark, int most) {
        News.Slice slice = news.next(Mark.parse(mark), most);
        Instant since =
                slice.items().isEmpty() ? Instant.EPOCH : slice.items().get(0).at();
        List<T> told =
                slice.items().stream().map(telling).flatMap(Stream::ofNullable).toList();
        return new Slice<>(told, since, slice.after().text(), slice.more());
    }
}
