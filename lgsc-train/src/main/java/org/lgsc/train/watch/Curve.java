package org.lgsc.train.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/** A curve with a maximum number of points, each the mean of equally many values. */
final class Curve {
    private static final int MOST = 600;

    private record Bucket(double x, double y, int count) {
        Bucket plus(Bucket other) {
            return new Bucket(x + other.x, y + other.y, count + other.count);
        }
    }

    private List<Bucket> buckets = new ArrayList<>();
    private int size = 1;

    void add(double x, double y) {
        int last = buckets.size() - 1;
        Bucket next = new Bucket(x, y, 1);
        if (last >= 0 && buckets.get(last).count() < size) {
            buckets.set(last, buckets.get(last).plus(next));
            return;
        }
        if (buckets.size() == MOST) {
            List<Bucket> halved = new ArrayList<>();
            for (int i = 0; i < MOST; i += 2) {
                halved.add(buckets.get(i).plus(buckets.get(i + 1)));
            }
            buckets = halved;
            size *= 2;
        }
        buckets.add(next);
    }

    /** Appends [[x, y], ...]. */
    void into(ArrayNode array) {
        for (Bucket b : buckets) {
            // seven digits suffice for a screen
            array.addArray().add(b.x / b.count).add((float) (b.y / b.count));
        }
    }
}
