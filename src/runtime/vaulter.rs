//! The vault's thread: opening, saving, reading, exporting.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use tempfile::TempDir;
use ulid::Ulid;

use super::{Input, keeper, now, practice};
use crate::app::{Compared, Event, HomeData, Recovery, Secret, SessionHead, Version};
use crate::practice::Banks;
use crate::record::Layouts;
use crate::record::{Corpus, Errand, Session};
use crate::vault::journal::Journal;
use crate::vault::{
    self, Access, GenerationId, Paths, RecoveryChoice, SaveError, SecretString, Vault, VaultError,
};

/// Something for the vault.
pub enum Task {
    /// Six words for a passphrase.
    Offer,
    /// Make a vault.
    Create {
        /// Its owner.
        owner: String,
        /// The passphrase.
        passphrase: Secret,
        /// Recovery.
        recovery: Recovery,
    },
    /// Open it.
    Unlock(Secret),
    /// Make and open the practice vault.
    Practice,
    /// Make a recovery.
    MakeRecovery(Recovery),
    /// Read a version.
    Load {
        /// Its name.
        head: String,
    },
    /// Publish.
    Save {
        /// Number of the save.
        seq: u64,
        /// The session.
        session: Box<Session>,
        /// What it was written from.
        parents: Vec<GenerationId>,
    },
    /// Write a file outside the vault.
    Export {
        /// Number of the export.
        seq: u64,
        /// Where.
        path: PathBuf,
        /// What.
        bytes: Vec<u8>,
        /// Replace what is there.
        replace: bool,
    },
    /// Sign the words of a statement.
    Sign {
        /// The number of the statement.
        seq: u64,
        /// The words.
        words: String,
    },
    /// Read somebody's card.
    ReadCard {
        /// Where it lies.
        path: PathBuf,
    },
    /// Add somebody.
    AddPerson {
        /// Their card.
        bytes: Vec<u8>,
        /// Which person of the sessions they are.
        known_as: Option<Ulid>,
    },
    /// Seal something to somebody and write it.
    Send {
        /// To whom.
        to: Ulid,
        /// What for.
        errand: Errand,
        /// Of which session.
        session: Box<Session>,
        /// Which discussions.
        discussions: Vec<Ulid>,
        /// In a family: whose page.
        child: Option<Ulid>,
        /// Where.
        path: PathBuf,
    },
    /// Take in what came.
    Receive {
        /// Where it lies.
        path: PathBuf,
    },
    /// Take words out.
    Rectify {
        /// The number of it.
        seq: u64,
        /// Of which session.
        session: Ulid,
        /// The version in hand.
        stood_on: Vec<GenerationId>,
        /// The entry.
        remove: Ulid,
        /// Why.
        why: String,
        /// By whose authority.
        authority: String,
        /// By whom.
        by: Ulid,
    },
    /// Drop the keys.
    Lock,
    /// Put everything away.
    End(Sender<()>),
    /// Look for words in every record.
    Search {
        /// The words.
        words: String,
    },
    /// Read the two versions of a session that stand side by side.
    Compare {
        /// The session.
        session: Ulid,
    },
}

/// What comes back.
pub enum Reply {
    /// Passed on as it is.
    Plain(Event),
    /// The vault is open, with the banks to be used in it.
    Opened {
        /// What home needs of it.
        home: Box<HomeData>,
        /// The vault's own over those of the program.
        banks: Box<Banks>,
        /// Layouts of notes: those of the program and the vault's own.
        layouts: Box<Layouts>,
    },
    /// A session was read.
    Loaded {
        /// The session.
        session: Box<Session>,
        /// Its version.
        id: GenerationId,
    },
    /// Words were taken out of a session.
    Rectified {
        /// The number of it.
        seq: u64,
        /// The session without them.
        session: Box<Session>,
        /// Its version.
        id: GenerationId,
        /// What home needs now.
        home: Box<HomeData>,
        /// What is known beside the sessions now.
        known: Box<crate::app::Known>,
        /// Other meetings that repeat it, in words.
        elsewhere: Vec<String>,
    },
    /// A session was saved.
    Saved {
        /// Number of the save.
        seq: u64,
        /// The session.
        session: Ulid,
        /// Its new version.
        id: GenerationId,
        /// The disk confirmed it.
        confirmed: bool,
    },
    /// Two versions were read.
    Compared {
        /// Both, and what they were written from.
        two: Box<Compared>,
        /// What is made of them follows these.
        parents: Vec<GenerationId>,
    },
}

/// Starts the thread.
pub fn start(
    paths: Paths,
    work_factor: u8,
    built_in: Banks,
    to_loop: Sender<Input>,
    keeper: Sender<keeper::Task>,
) -> Sender<Task> {
    let (to_vault, tasks) = mpsc::channel();
    let spawned = thread::Builder::new().name("vault".into()).spawn(move || {
        Vaulter {
            paths,
            work_factor,
            built_in,
            vault: None,
            heads: HashMap::new(),
            practice: None,
            corpus: None,
            out: to_loop,
            keeper,
        }
        .work(&tasks);
    });
    drop(spawned);
    to_vault
}

/// The thread's own state.
pub struct Vaulter {
    paths: Paths,
    work_factor: u8,
    /// The banks that ship with the program: every vault lays its own over these.
    built_in: Banks,
    vault: Option<Vault>,
    /// Versions by the name the app knows them by.
    heads: HashMap<String, GenerationId>,
    /// The practice vault's folder: gone when this is dropped.
    practice: Option<TempDir>,
    /// Every text, in memory since the first search; gone with the keys, and
    /// read anew after something came or words were removed.
    pub(super) corpus: Option<Corpus>,
    pub(super) out: Sender<Input>,
    keeper: Sender<keeper::Task>,
}

impl Vaulter {
    fn work(mut self, tasks: &Receiver<Task>) {
        while let Ok(task) = tasks.recv() {
            match task {
                Task::Offer => {
                    let words = vault::passphrase::generate();
                    let words = vault::ExposeSecret::expose_secret(&words).to_owned();
                    self.tell(Event::Offered(words));
                }
                Task::Create { owner, passphrase, recovery } => {
                    self.create(&owner, &passphrase, recovery);
                }
                Task::Unlock(secret) => self.unlock(&secret),
                Task::Practice => self.open_practice(),
                Task::MakeRecovery(recovery) => self.make_recovery(recovery),
                Task::Load { head } => self.load(&head),
                Task::Save { seq, session, parents } => self.save(seq, &session, &parents),
                Task::Export { seq, path, bytes, replace } => {
                    self.export(seq, path, &bytes, replace);
                }
                Task::Sign { seq, words } => self.sign(seq, &words),
                Task::ReadCard { path } => self.read_card(&path),
                Task::AddPerson { bytes, known_as } => self.add_person(&bytes, known_as),
                Task::Send { to, errand, session, discussions, child, path } => {
                    self.send(to, errand, &session, &discussions, child, path);
                }
                Task::Receive { path } => self.receive(&path),
                Task::Rectify { seq, session, stood_on, remove, why, authority, by } => {
                    self.rectify(seq, session, &stood_on, remove, &why, &authority, by);
                }
                Task::Lock => self.close(),
                Task::Search { words } => self.search(words),
                Task::Compare { session } => self.compare(session),
                Task::End(done) => {
                    self.close();
                    self.practice = None;
                    let _ = done.send(());
                    return;
                }
            }
        }
        self.close();
    }

    pub(super) fn vault(&self) -> Option<&Vault> {
        self.vault.as_ref()
    }

    pub(super) fn vault_mut(&mut self) -> Option<&mut Vault> {
        self.vault.as_mut()
    }

    pub(super) fn is_practice(&self) -> bool {
        self.practice.is_some()
    }

    /// Versions by the names the app knows them by, as the vault has them now.
    pub(super) fn remember_heads(&mut self) {
        let Some(vault) = &self.vault else { return };
        self.heads = vault
            .sessions()
            .into_iter()
            .flat_map(|s| s.heads)
            .map(|h| (h.generation.as_str().to_owned(), h.generation))
            .collect();
    }

    pub(super) fn tell(&self, event: Event) {
        let _ = self.out.send(Input::Vault(Reply::Plain(event)));
    }

    fn not_opened(&self, error: &VaultError) {
        let passphrase = matches!(error, VaultError::WrongPassphrase);
        self.tell(Event::NotOpened { why: sentence(error), passphrase });
    }

    fn create(&mut self, owner: &str, passphrase: &Secret, recovery: Recovery) {
        let words = SecretString::from(passphrase.expose().to_owned());
        let made =
            Vault::create(&self.paths, owner, words, choice(recovery), self.work_factor, now());
        match made {
            Ok(vault) => self.opened(vault, false),
            Err(why) => self.not_opened(&why),
        }
    }

    fn unlock(&mut self, secret: &Secret) {
        let words = SecretString::from(secret.expose().to_owned());
        match Vault::open(&self.paths, &words, Access::Write) {
            Ok(vault) => self.opened(vault, false),
            Err(VaultError::InUse) => match Vault::open(&self.paths, &words, Access::Read) {
                Ok(vault) => self.opened(vault, true),
                Err(why) => self.not_opened(&why),
            },
            Err(why) => self.not_opened(&why),
        }
    }

    fn open_practice(&mut self) {
        if self.practice.is_none() {
            match practice::make() {
                Ok((folder, paths)) => {
                    self.practice = Some(folder);
                    self.paths = paths;
                }
                Err(why) => {
                    self.tell(Event::NotOpened { why, passphrase: false });
                    return;
                }
            }
        }
        self.unlock(&Secret::new(crate::app::hand::PRACTICE_PASSPHRASE.to_owned()));
    }

    fn opened(&mut self, mut vault: Vault, read_only: bool) {
        let mut brought_back = false;
        let mut trouble = Vec::new();
        if !read_only {
            match vault.recover(now()) {
                Ok(recovery) => {
                    brought_back = recovery.restored.iter().any(|r| r.published);
                    trouble.extend(
                        recovery
                            .restored
                            .iter()
                            .filter_map(|r| r.trouble.as_ref())
                            .map(|e| sentence(e)),
                    );
                }
                Err(why) => trouble.push(sentence(&why)),
            }
            let journal = vault
                .journal_keys()
                .map_err(|e| sentence(&e))
                .and_then(|keys| Journal::open(&keys, &self.paths).map_err(|e| sentence(&e)));
            match journal {
                Ok(journal) => {
                    let _ = self.keeper.send(keeper::Task::Open(Box::new(journal)));
                }
                Err(why) => trouble.push(why),
            }
        }
        let mut home = home_data(&vault, self.practice.is_some(), read_only);
        home.brought_back = brought_back;
        let banks = super::banks::tell(self.built_in.clone(), &vault, &mut trouble);
        let layouts = super::layouts_at_hand(&vault)
            .unwrap_or_else(|why| (Layouts::built_in(), vec![why.to_string()]));
        trouble.extend(layouts.1.iter().map(|why| sentence(why)));
        let layouts = Box::new(layouts.0);
        home.problems.extend(trouble);
        let known = Box::new(super::post::known(&vault));
        self.vault = Some(vault);
        self.remember_heads();
        self.tell(Event::Known(known));
        let (home, banks) = (Box::new(home), Box::new(banks));
        let reply = Reply::Opened { home, banks, layouts };
        let _ = self.out.send(Input::Vault(reply));
    }

    fn make_recovery(&mut self, recovery: Recovery) {
        let path = match &recovery {
            Recovery::File { path, .. } => path.clone(),
            _ => PathBuf::new(),
        };
        let Some(vault) = &mut self.vault else {
            self.tell(Event::RecoveryNotMade { why: "The vault is locked.".into() });
            return;
        };
        let made = vault.add_recovery(choice(recovery), self.work_factor, now());
        self.tell(match made {
            Ok(()) => Event::RecoveryMade { path },
            Err(why) => Event::RecoveryNotMade { why: sentence(&why) },
        });
    }

    fn load(&mut self, head: &str) {
        let read = match (&self.vault, self.heads.get(head)) {
            (Some(vault), Some(id)) => {
                vault.load(id).map(|s| (s, id.clone())).map_err(|e| sentence(&e))
            }
            _ => Err("That version is no longer there. Home shows what is.".into()),
        };
        match read {
            Ok((session, id)) => {
                self.tell_checked(&session);
                let reply = Reply::Loaded { session: Box::new(session), id };
                let _ = self.out.send(Input::Vault(reply));
            }
            Err(why) => self.tell(Event::NotLoaded { why }),
        }
    }

    fn save(&mut self, seq: u64, session: &Session, parents: &[GenerationId]) {
        let Some(vault) = &mut self.vault else {
            self.tell(Event::NotSaved { seq, why: "the vault is locked.".into() });
            return;
        };
        let (id, confirmed) = match vault.publish(session, parents, now()) {
            Ok(id) => (id, true),
            Err(SaveError::NotConfirmed { generation, .. }) => (generation, false),
            Err(why) => {
                self.tell(Event::NotSaved { seq, why: sentence(&why) });
                return;
            }
        };
        self.heads.insert(id.as_str().to_owned(), id.clone());
        if let Some(corpus) = &mut self.corpus {
            let follows: Vec<&str> = parents.iter().map(GenerationId::as_str).collect();
            corpus.put(id.as_str(), session, &follows);
        }
        self.tell_checked(session);
        let reply = Reply::Saved { seq, session: session.id, id, confirmed };
        let _ = self.out.send(Input::Vault(reply));
    }

    /// The first search reads everything; later ones ask memory alone.
    fn search(&mut self, words: String) {
        let Some(vault) = &self.vault else {
            self.tell(Event::Found { words, found: Vec::new(), count: 0 });
            return;
        };
        let corpus = self.corpus.get_or_insert_with(|| {
            let mut corpus = Corpus::new();
            for session in vault.sessions().into_iter().rev() {
                for head in session.heads {
                    // What cannot be read is named on home already.
                    if let Ok(read) = vault.load(&head.generation) {
                        corpus.put(head.generation.as_str(), &read, &[]);
                    }
                }
            }
            corpus
        });
        let (found, count) = corpus.find(&words, MOST_FOUND);
        self.tell(Event::Found { words, found, count });
    }

    fn compare(&mut self, session: Ulid) {
        let read = match &self.vault {
            Some(vault) => vault.side_by_side(session).map_err(|e| sentence(&e)),
            None => Err("The vault is locked.".into()),
        };
        let version = |(head, session): (vault::Head, Box<Session>)| Version {
            head: head.generation.as_str().to_owned(),
            written: head.written,
            session,
        };
        match read {
            Ok(Some(v)) => {
                let two = Box::new(Compared {
                    mine: version(v.mine),
                    theirs: version(v.theirs),
                    base: v.base,
                });
                let _ = self.out.send(Input::Vault(Reply::Compared { two, parents: v.parents }));
            }
            Ok(None) => {
                let why = "One version of this session is there, and nothing is to be settled. \
                           Lock and unlock to see it.";
                self.tell(Event::NotLoaded { why: why.into() });
            }
            Err(why) => self.tell(Event::NotLoaded { why }),
        }
    }

    fn export(&mut self, seq: u64, path: PathBuf, bytes: &[u8], replace: bool) {
        self.tell(match vault::write_outside(&self.paths, &path, bytes, replace) {
            Ok(()) => Event::Exported { seq, path },
            Err(why) => Event::NotExported { seq, exists: why.exists(), why: sentence(&why) },
        });
    }

    fn sign(&self, seq: u64, words: &str) {
        let Some(vault) = &self.vault else {
            self.tell(Event::NotSigned { seq, why: "The vault is locked.".into() });
            return;
        };
        self.tell(match vault.sign_words(words) {
            Ok(signature) => Event::Signed { seq, signature },
            Err(why) => Event::NotSigned { seq, why: sentence(&why) },
        });
    }

    fn close(&mut self) {
        let (done, finished) = mpsc::channel();
        if self.keeper.send(keeper::Task::Close(done)).is_ok() {
            let _ = finished.recv_timeout(std::time::Duration::from_secs(2));
        }
        if let Some(vault) = self.vault.take() {
            vault.close();
        }
        self.heads.clear();
        self.corpus = None;
    }
}

/// Results that are shown; how many more there are is said.
const MOST_FOUND: usize = 100;

/// What home needs of an open vault.
pub fn home_data(vault: &Vault, practice: bool, read_only: bool) -> HomeData {
    let sessions = vault
        .sessions()
        .into_iter()
        .flat_map(|s| {
            let beside_another = s.heads.len() > 1;
            s.heads.into_iter().map(move |h| SessionHead {
                head: h.generation.as_str().to_owned(),
                written: h.written,
                header: h.header,
                beside_another,
            })
        })
        .collect();
    HomeData {
        owner: vault.owner_name().to_owned(),
        owner_id: vault.id(),
        sessions,
        problems: vault
            .problems()
            .into_iter()
            .map(|p| format!("{}: {}", p.name, p.kind.words()))
            .collect(),
        recovery: vault.has_recovery(),
        read_only,
        practice,
        brought_back: false,
        rules: vault.rules().clone(),
    }
}

fn choice(recovery: Recovery) -> RecoveryChoice {
    match recovery {
        Recovery::Later => RecoveryChoice::Later,
        Recovery::Recipient(key) => RecoveryChoice::Recipient(key),
        Recovery::File { path, passphrase } => RecoveryChoice::File {
            out: path,
            passphrase: SecretString::from(passphrase.expose().to_owned()),
        },
    }
}

/// An error as a sentence: a capital at its start, a full stop at its end.
pub(super) fn sentence(error: &dyn std::fmt::Display) -> String {
    let text = error.to_string();
    let mut chars = text.chars();
    let mut out: String =
        chars.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    out.push_str(chars.as_str());
    if !out.ends_with(['.', '?', '!']) {
        out.push('.');
    }
    out
}
