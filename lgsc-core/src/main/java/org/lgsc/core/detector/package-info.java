/**
 * Entry point for applications: takes a picture and returns live, spoof or undecided. A bad picture
 * never causes an exception, and a picture that could not be judged is never "live".
 */
@NullMarked
package org.lgsc.core.detector;

import org.jspecify.annotations.NullMarked;
