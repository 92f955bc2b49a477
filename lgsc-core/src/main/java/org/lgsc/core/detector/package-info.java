/**
 * The call that an application makes: a picture in, live, spoof or undecided out. Never an
 * exception for a bad picture, and never "live" for one that could not be judged.
 */
package org.lgsc.core.detector;
