package org.lgsc.data.sets;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The contents of the path of a Replay-Attack video.
 *
 * @param client three digits
 * @param device medium of an attack: "print", "mobile" or "highdef"; empty for bona fide
 * @param sample "photo" or "video"; empty for bona fide
 */
record ReplayName(String client, String device, String sample) {
    private static final Pattern REAL =
            Pattern.compile(
                    "(?:train|devel|test)/real/client(\\d{3})_session\\d\\d_webcam_authenticate_"
                            + "(?:adverse|controlled)_\\d");
    private static final Pattern ATTACK =
            Pattern.compile(
                    "(?:train|devel|test)/attack/(?:fixed|hand)/attack_(print|mobile|highdef)"
                            + "_client(\\d{3})_session\\d\\d_(?:highdef|mobile)_(photo|video)_"
                            + "(?:adverse|controlled)");

    /**
     * @param id path below the data set's folder, without extension
     */
    static Optional<ReplayName> parse(String id) {
        Matcher real = REAL.matcher(id);
        if (real.matches()) {
            return Optional.of(new ReplayName(real.group(1), "", ""));
        }
        Matcher attack = ATTACK.matcher(id);
        return attack.matches()
                ? Optional.of(new ReplayName(attack.group(2), attack.group(1), attack.group(3)))
                : Optional.empty();
    }

    /** Returns "print", "mobile-photo", "mobile-video", "highdef-photo" or "highdef-video". */
    String species() {
        return device.isEmpty() || device.equals("print") ? device : device + "-" + sample;
    }

    boolean isIn(String protocol) {
        return device.isEmpty()
                || switch (protocol) {
                    case "grandtest" -> true;
                    case "print", "mobile", "highdef" -> device.equals(protocol);
                    case "photo", "video" -> sample.equals(protocol);
                    case "digitalphoto" -> sample.equals("photo") && !device.equals("print");
                    default -> false;
                };
    }
}
