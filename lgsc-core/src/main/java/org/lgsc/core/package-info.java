/** What every part of LGSC shares: labels, the error shown to users, the ND4J backend. */
package org.lgsc.core;
