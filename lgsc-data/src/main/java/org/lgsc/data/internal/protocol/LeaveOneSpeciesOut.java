package org.lgsc.data.internal.protocol;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

/**
 * Leaves one PAI species out, as SiW-M's protocol does (Liu et al., "Deep Tree Learning for
 * Zero-shot Face Anti-Spoofing", CVPR 2019). There is a fold for each species, which training and
 * development do not contain. The test has only bona fide and that species, so its error rates are
 * those on an unseen attack.
 *
 * <p>Subjects are assigned to splits as by a protocol of the set: the test uses its test split.
 * Where that is empty, the test has the last fifth of the subjects with bona fide presentations, by
 * name, and the subjects that occur only in the left-out species, as SiW-M trains on 80 % of the
 * bona fide; a presentation of an unknown subject then counts as a subject of its own. Development
 * is that of the protocol; where both are empty, it has the last quarter of the remaining subjects
 * with bona fide, and of the subjects of each species without bona fide.
 */
final class LeaveOneSpeciesOut {
    private static final double TEST_SHARE = 0.2;

    private final String name;
    private final Protocol base;

    /** Species by the name of the fold. */
    private final Map<String, String> species = new LinkedHashMap<>();

    /**
     * @param name name of the protocol to be made, e.g. "unseen"
     * @param base assigns the subjects to splits
     */
    LeaveOneSpeciesOut(String name, Protocol base) {
        this.name = name;
        this.base = base;
        Set<String> all = new TreeSet<>();
        for (Split split : Split.values()) {
            base.presentations(split).forEach(p -> all.add(p.species()));
        }
        all.remove("");
        for (String kind : all) {
            String other = species.putIfAbsent(fold(kind), kind);
            if (other != null) {
                throw LgscException.of(
                        "The species '%s' and '%s' of %s give the same fold name; rename one of"
                                + " them.",
                        other, kind, base.dataset());
            }
        }
    }

    /**
     * Returns a species as the name of a fold, without spaces: lists of folds are split at them.
     */
    private static String fold(String species) {
        return species.replaceAll("[^\\p{L}\\p{N}._-]+", "-");
    }

    /**
     * Returns a fold for each species that can be left out: the test has presentations of it, and
     * other attacks are left to train on. Empty when the set has one species only.
     */
    List<ProtocolId> folds() {
        return species.entrySet().stream()
                .filter(s -> problem(shares(s.getValue()), s.getValue()).isEmpty())
                .map(s -> new ProtocolId(name, s.getKey()))
                .toList();
    }

    /**
     * Returns the protocol that leaves a species out.
     *
     * @throws LgscException when there is no such species, or it cannot be left out
     */
    Protocol protocol(String fold) {
        String left = species.get(fold);
        if (left == null) {
            throw LgscException.of(
                    "Protocol %s of %s has no fold '%s'; its folds are the species that can be left"
                            + " out: %s.",
                    name, base.dataset(), fold, String.join(", ", species.keySet()));
        }
        Map<Split, List<Presentation>> shares = shares(left);
        String problem = problem(shares, left);
        if (!problem.isEmpty()) {
            throw LgscException.of(
                    "Species %s of %s cannot be left out: %s", left, base.dataset(), problem);
        }
        Protocol.Builder protocol =
                Protocol.builder(base.dataset(), new ProtocolId(name, fold))
                        .trainFrames(base.trainFrames())
                        .sharedSubjects(base.allowsSharedSubjects());
        shares.forEach(protocol::split);
        base.remarks().forEach(protocol::remark);
        int missing = Stream.of(Split.values()).mapToInt(s -> base.missing(s).size()).sum();
        if (missing > 0) {
            protocol.remark(missing + " files are missing; " + base.id() + " names them");
        }
        return protocol.remark(
                        RootFormat.of(
                                "training and development are without %s; the test has bona fide"
                                        + " and %s of %s",
                                left,
                                left,
                                base.presentations(Split.TEST).isEmpty()
                                        ? "held-out subjects, since the set has no test split"
                                        : "the test split"))
                .build();
    }

    /** Returns why a species cannot be left out; empty when it can. */
    private static String problem(Map<Split, List<Presentation>> shares, String left) {
        for (Split split : Split.values()) {
            List<Presentation> there = shares.getOrDefault(split, List.of());
            long attacks = attacks(there);
            boolean needed = split != Split.DEV || !there.isEmpty();
            if (needed && (attacks == 0 || attacks == there.size())) {
                return RootFormat.of(
                        "the %s split would have no %s.",
                        split.folder(),
                        attacks > 0 ? "bona fide" : split == Split.TEST ? left : "attack");
            }
        }
        return "";
    }

    private static long attacks(List<Presentation> presentations) {
        return presentations.stream().filter(p -> !p.label().isLive()).count();
    }

    private Map<Split, List<Presentation>> shares(String left) {
        Predicate<Presentation> seen = p -> !p.species().equals(left);
        Predicate<Presentation> tested = p -> p.label().isLive() || p.species().equals(left);
        List<Presentation> train = base.presentations(Split.TRAIN);
        List<Presentation> dev = base.presentations(Split.DEV);
        List<Presentation> test = base.presentations(Split.TEST);
        Map<Split, List<Presentation>> shares = new TreeMap<>();
        if (!test.isEmpty()) {
            shares.put(Split.TRAIN, DevelopmentSubjects.where(train, seen));
            shares.put(Split.DEV, DevelopmentSubjects.where(dev, seen));
            shares.put(Split.TEST, DevelopmentSubjects.where(test, tested));
            return shares;
        }
        List<Presentation> all = Stream.concat(train.stream(), dev.stream()).toList();
        Set<String> testers = testers(all, seen);
        Predicate<Presentation> held = p -> testers.contains(person(p));
        Set<String> developers =
                dev.isEmpty()
                        ? developers(DevelopmentSubjects.where(train, held.negate().and(seen)))
                        : persons(dev);
        Predicate<Presentation> learnt = held.negate().and(seen);
        Predicate<Presentation> develops = p -> developers.contains(person(p));
        shares.put(Split.TRAIN, DevelopmentSubjects.where(all, learnt.and(develops.negate())));
        shares.put(Split.DEV, DevelopmentSubjects.where(all, learnt.and(develops)));
        shares.put(Split.TEST, DevelopmentSubjects.where(all, held.and(tested)));
        return shares;
    }

    /** Returns the last fifth of the bona fide subjects, and those only in the left-out species. */
    private static Set<String> testers(List<Presentation> all, Predicate<Presentation> seen) {
        List<String> live =
                List.copyOf(persons(DevelopmentSubjects.where(all, p -> p.label().isLive())));
        int count = Math.max(1, (int) Math.round(TEST_SHARE * live.size()));
        Set<String> testers = new HashSet<>(persons(all));
        testers.removeAll(persons(DevelopmentSubjects.where(all, seen)));
        testers.addAll(live.subList(Math.max(0, live.size() - count), live.size()));
        return testers;
    }

    /**
     * Returns the last quarter of the bona fide subjects and, of those without bona fide, of the
     * subjects with each species, so that every species is in both splits.
     */
    private static Set<String> developers(List<Presentation> left) {
        Set<String> live = persons(DevelopmentSubjects.where(left, p -> p.label().isLive()));
        Set<String> developers = new TreeSet<>(DevelopmentSubjects.lastQuarter(live));
        Set<String> kinds = new TreeSet<>();
        left.forEach(p -> kinds.add(p.species()));
        for (String kind : kinds) {
            Set<String> others =
                    persons(DevelopmentSubjects.where(left, p -> p.species().equals(kind)));
            others.removeAll(live);
            developers.addAll(DevelopmentSubjects.lastQuarter(others));
        }
        return developers;
    }

    private static Set<String> persons(Collection<Presentation> presentations) {
        Set<String> persons = new TreeSet<>();
        presentations.forEach(p -> persons.add(person(p)));
        return persons;
    }

    /** A leading slash keeps ids apart from the names of subjects. */
    private static String person(Presentation p) {
        return !p.subject().isEmpty()
                ? p.subject()
                : "/" + (p.video().isEmpty() ? p.id() : p.video());
    }
}
