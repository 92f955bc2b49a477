package org.lgsc.data.internal.protocol;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.lgsc.data.protocol.Presentation;

/**
 * The development subjects of a data set without a development split: they are taken from its
 * training subjects, so that no subject is in both and the test subjects stay untouched.
 */
public final class DevelopmentSubjects {
    private DevelopmentSubjects() {}

    /**
     * Returns the last quarter of the subjects by name, rounded, at least one; none when there is
     * only one subject, because the training split must not be empty.
     */
    public static Set<String> lastQuarter(Collection<String> subjects) {
        List<String> sorted = List.copyOf(new TreeSet<>(subjects));
        int count = Math.max(1, (int) Math.round(sorted.size() / 4.0));
        int from = sorted.size() < 2 ? sorted.size() : sorted.size() - count;
        return new TreeSet<>(sorted.subList(from, sorted.size()));
    }

    /**
     * Returns those of the usual subjects that this copy has, so that an incomplete copy of a data
     * set is split like the complete one. Returns the last quarter when it has none of them, or no
     * others.
     *
     * @param subjects subjects of the training part
     * @param usual subjects held out of the complete data set
     */
    public static Set<String> preferred(Collection<String> subjects, Set<String> usual) {
        Set<String> held = new TreeSet<>(subjects);
        held.retainAll(usual);
        return held.isEmpty() || held.containsAll(subjects) ? lastQuarter(subjects) : held;
    }

    /** Returns the subjects of presentations. */
    public static Set<String> subjects(Collection<Presentation> presentations) {
        Set<String> subjects = new TreeSet<>();
        presentations.forEach(p -> subjects.add(p.subject()));
        return subjects;
    }

    /** Returns the matching presentations. */
    public static List<Presentation> where(
            Collection<Presentation> presentations, Predicate<Presentation> fits) {
        return presentations.stream().filter(fits).toList();
    }

    /** Returns a remark for a protocol. */
    public static String remark(Set<String> subjects) {
        return subjects.isEmpty()
                ? "the set has no development split and too few subjects to hold one out"
                : "the set has no development split; held out of its training subjects: "
                        + String.join(", ", subjects);
    }
}
