// The face of the negotiating text, loaded with its screens alone.
import '@fontsource/ibm-plex-serif/latin-400.css'
import '@fontsource/ibm-plex-serif/latin-ext-400.css'
import '@fontsource/ibm-plex-serif/latin-600.css'
