package io.dripwatch.push;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Marks of a test. */
public final class RememberedMarks implements Marks {
    private final Map<String, String> marks = new ConcurrentHashMap<>();
    private final List<SetAside> aside = Collections.synchronizedList(new ArrayList<>());

    @Override
    public @Nullable String of(String destination) {
        return marks.get(destination);
    }

    @Override
    public void advance(String destination, String mark) {
        marks.put(destination, mark);
    }

    @Override
    public void setAside(String destination, SetAside item) {
        aside.add(item);
    }

    /** What was set aside, in its order. */
    public List<SetAside> aside() {
        return List.copyOf(aside);
    }
}
