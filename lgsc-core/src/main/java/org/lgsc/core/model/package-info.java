/** The model file: network, updater state and everything needed to use them, in one zip. */
package org.lgsc.core.model;
