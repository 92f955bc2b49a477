package org.lgsc.data.sets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.protocol.DatasetFolder;
import org.lgsc.data.protocol.FaceTrack;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

/**
 * Replay-Attack: {@code {train,devel,test}/real/*.mov}, {@code
 * {train,devel,test}/attack/{fixed,hand}/*.mov}, {@code face-locations/<same path>.face} and {@code
 * protocols/{real,attack-PROTOCOL-allsupports}-{train,devel,test}.txt}.
 *
 * <p>Official lists are used if present and must agree with the rule by file name; the protocol
 * "smalltest" is defined only by its lists. Enrolment videos are not presentations.
 */
final class ReplayAttack extends IndexedSet {
    static final String NAME = "replay-attack";

    private static final Pattern CLIENT = Pattern.compile("(\\d{1,3})\\s+(train|devel|test)");
    private static final String SMALL_TEST = "smalltest";
    private static final String PATTERN =
            "Replay-Attack's names, e.g. train/real/client001_session01_webcam_authenticate_"
                    + "adverse_1";

    /** Attacks per client in each protocol, out of the twenty of the grandtest. */
    private static final Map<String, Integer> ATTACKS = attacks();

    private static Map<String, Integer> attacks() {
        Map<String, Integer> attacks = new LinkedHashMap<>();
        attacks.put("grandtest", 20);
        attacks.put("print", 4);
        attacks.put("mobile", 8);
        attacks.put("highdef", 8);
        attacks.put("digitalphoto", 8);
        attacks.put("photo", 12);
        attacks.put("video", 8);
        return attacks;
    }

    ReplayAttack(Path root) {
        super(NAME, "Replay-Attack", DatasetFolder.locate(root, NAME, "train", "devel", "test"));
        for (Split split : Split.values()) {
            for (Path file : folder.files(folderOf(split), FileNames.VIDEOS)) {
                String id = folder.id(file).toLowerCase(Locale.ROOT);
                Optional<ReplayName> name = ReplayName.parse(id);
                if (name.isPresent()) {
                    add(Presentation.of(id, file, name.get().species(), name.get().client()));
                } else {
                    misnamed(id, PATTERN);
                }
            }
        }
        requireAny();
    }

    private static String folderOf(Split split) {
        return split == Split.DEV ? "devel" : split.folder();
    }

    @Override
    public List<ProtocolId> protocols() {
        List<ProtocolId> all =
                new ArrayList<>(ATTACKS.keySet().stream().map(ProtocolId::of).toList());
        if (Files.exists(list("attack-" + SMALL_TEST + "-allsupports", Split.TEST))) {
            all.add(ProtocolId.of(SMALL_TEST));
        }
        return all;
    }

    private Path list(String what, Split split) {
        return folder.resolve("protocols/" + what + "-" + folderOf(split) + ".txt");
    }

    @Override
    Protocol.Builder assign(ProtocolId id, Protocol.Builder protocol) {
        int lists = 0;
        for (Split split : Split.values()) {
            Path attacks = list("attack-" + id.name() + "-allsupports", split);
            Path real = list("real", split);
            lists += Files.exists(attacks) && Files.exists(real) ? 1 : 0;
            Set<String> ids = new LinkedHashSet<>();
            ids.addAll(Files.exists(real) ? listed(real, id, split, true) : rule(id, split, true));
            ids.addAll(
                    Files.exists(attacks)
                            ? listed(attacks, id, split, false)
                            : rule(id, split, false));
            Set<String> expected = new LinkedHashSet<>(ids);
            if (!id.name().equals(SMALL_TEST)) {
                Set<String> clients = clients(ids);
                clients.addAll(listedClients(split));
                expected.addAll(plan(id, split, clients));
            }
            protocol.split(split, present(ids)).missing(split, absent(expected));
            Integer attacksPerClient = ATTACKS.get(id.name());
            if (attacksPerClient != null) {
                int clients = split == Split.TEST ? 20 : 15;
                protocol.published(split, 4 * clients, attacksPerClient * clients);
            }
        }
        return protocol.remark(
                lists == Split.values().length
                        ? "by the official lists, which agree with the rule"
                        : "by rule where official lists are missing");
    }

    private Collection<String> listed(Path file, ProtocolId id, Split split, boolean live) {
        OfficialList list =
                OfficialList.read(
                        file,
                        (line, place) -> {
                            String name =
                                    line.toLowerCase(Locale.ROOT)
                                            .replaceFirst("\\.(mov|mp4|avi)$", "");
                            if (ReplayName.parse(name).isEmpty()) {
                                throw LgscException.of(
                                        "%s: '%s' does not follow %s.", place, line, PATTERN);
                            }
                            return name;
                        });
        boolean small = id.name().equals(SMALL_TEST);
        list.requireAgreement(
                name ->
                        admits(name, small ? "grandtest" : id.name(), live)
                                && name.startsWith(folderOf(split) + "/"),
                small ? list.ids() : rule(id, split, live));
        return list.ids();
    }

    private static boolean admits(String name, String protocol, boolean live) {
        ReplayName parsed = ReplayName.parse(name).orElseThrow();
        return parsed.device().isEmpty() == live && parsed.isIn(protocol);
    }

    /** Returns existing presentations: no rule states which of two sessions a client attended. */
    private List<String> rule(ProtocolId id, Split split, boolean live) {
        return below(folderOf(split)).stream()
                .map(Presentation::id)
                .filter(name -> admits(name, id.name(), live))
                .toList();
    }

    private static Set<String> clients(Set<String> ids) {
        Set<String> clients = new TreeSet<>();
        ids.forEach(id -> clients.add(ReplayName.parse(id).orElseThrow().client()));
        return clients;
    }

    /** {@code protocols/clients.txt}, if present, also lists clients without videos. */
    private Set<String> listedClients(Split split) {
        Path file = folder.resolve("protocols/clients.txt");
        if (!Files.exists(file)) {
            return Set.of();
        }
        Set<String> clients = new TreeSet<>();
        for (String line : OfficialList.read(file, (text, place) -> text).ids()) {
            Matcher m = CLIENT.matcher(line);
            if (m.matches() && m.group(2).equals(folderOf(split))) {
                clients.add(RootFormat.of("%03d", Integer.parseInt(m.group(1))));
            }
        }
        return clients;
    }

    /** Returns the recording plan of the existing clients, so that missing files can be named. */
    private static List<String> plan(ProtocolId id, Split split, Set<String> clients) {
        List<String> plan = new ArrayList<>();
        for (String client : clients) {
            String who = "client" + client + "_session01_";
            for (String light : List.of("adverse", "controlled")) {
                for (int take = 1; take <= 2; take++) {
                    plan.add("real/" + who + "webcam_authenticate_" + light + "_" + take);
                }
                for (String support : List.of("fixed", "hand")) {
                    String attack = "attack/" + support + "/attack_";
                    plan.add(attack + "print_" + who + "highdef_photo_" + light);
                    for (String device : List.of("mobile", "highdef")) {
                        for (String sample : List.of("photo", "video")) {
                            plan.add(
                                    attack
                                            + device
                                            + "_"
                                            + who
                                            + String.join("_", device, sample, light));
                        }
                    }
                }
            }
        }
        return plan.stream()
                .map(name -> folderOf(split) + "/" + name)
                .filter(name -> ReplayName.parse(name).orElseThrow().isIn(id.name()))
                .toList();
    }

    @Override
    public FaceTrack faces(Presentation presentation) {
        Path boxes = folder.resolve("face-locations/" + presentation.id() + ".face");
        return FaceFormat.FRAME_BOX.read(boxes, presentation.id());
    }
}
