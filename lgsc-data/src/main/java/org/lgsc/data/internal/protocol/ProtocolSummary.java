package org.lgsc.data.internal.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.SafeText;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;

/** A protocol as text: counts for each split, and missing files. */
public final class ProtocolSummary {
    private final Protocol protocol;
    private final int most;

    /**
     * @param most maximum number of missing files listed by name; the others are counted
     */
    public ProtocolSummary(Protocol protocol, int most) {
        this.protocol = protocol;
        this.most = most;
    }

    /** Returns whether every split with published counts has exactly these. */
    public boolean asPublished() {
        return protocol.published().entrySet().stream()
                .allMatch(e -> e.getValue().equals(protocol.counts(e.getKey())));
    }

    /** Returns the lines, without line breaks. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        String title = protocol.id().toString();
        lines.add(title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1));
        for (Split split : Split.values()) {
            lines.add(line(split));
        }
        protocol.remarks().forEach(remark -> lines.add("  note: " + remark));
        List<String> missing = missing();
        if (!asPublished() && missing.isEmpty()) {
            lines.add("  missing: the names are not known");
        } else if (!asPublished() || protocol.published().isEmpty() && !missing.isEmpty()) {
            lines.add("  missing: " + counted(missing.size(), "file"));
            missing.stream().limit(most).forEach(name -> lines.add("    " + name));
            if (missing.size() > most) {
                lines.add("    and " + (missing.size() - most) + " more (--all lists them)");
            }
        }
        return lines;
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String noun(List<Presentation> presentations) {
        long pictures = presentations.stream().filter(p -> FileNames.isPicture(p.file())).count();
        return pictures == 0 ? "video" : pictures == presentations.size() ? "picture" : "file";
    }

    private List<String> missing() {
        List<String> all = new ArrayList<>();
        for (Split split : Split.values()) {
            all.addAll(protocol.missing(split));
        }
        return all;
    }

    private String line(Split split) {
        List<Presentation> presentations = protocol.presentations(split);
        Protocol.Counts counts = protocol.counts(split);
        Map<String, Integer> species = new TreeMap<>();
        presentations.stream()
                .filter(p -> !p.label().isLive())
                .forEach(p -> species.merge(SafeText.text(p.species()), 1, Integer::sum));
        Protocol.Counts published = protocol.published().get(split);
        return RootFormat.of(
                "  %-5s  %s, %s: %d bona fide, %d attacks%s%s",
                split.folder(),
                counted(presentations.size(), noun(presentations)),
                counted(DevelopmentSubjects.subjects(presentations).size(), "subject"),
                counts.live(),
                counts.spoof(),
                species.isEmpty()
                        ? ""
                        : species.entrySet().stream()
                                .map(e -> e.getKey() + " " + e.getValue())
                                .collect(Collectors.joining(", ", " (", ")")),
                published == null
                        ? ""
                        : published.equals(counts) ? "; as published" : "; published " + published);
    }
}
