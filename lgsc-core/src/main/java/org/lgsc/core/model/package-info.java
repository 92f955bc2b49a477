/** The model file: network, updater state and everything needed to use them, in one zip. */
@NullMarked
package org.lgsc.core.model;

import org.jspecify.annotations.NullMarked;
